-- Every address of a list in turn, and from its beginning again: wrk -s each.lua URL -- FILE FIRST
local requests, at = {}, 0

function init(args)
  for address in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format('GET', address)
  end
  at = tonumber(args[2])
end

function request()
  at = at % #requests + 1
  return requests[at]
end
