-- $2: the shelf's two digits and a letter that sorts after every digit.
select hash from rendition where hash >= $1 and hash < $2
