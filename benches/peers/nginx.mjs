// nginx with one worker, serving bytes that were compressed before, from files it keeps open.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SERVER_CORE, childrenOf, freePort, start, stop, temporary } from './machine.mjs';
import { answers } from './portal.mjs';

const MODULE = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/**
 * `files` are paths with their bytes: "/bai-viet/x.html.br". `/bare` is a path asked without ".html", `/full` the same with `headers`
 * added, and `/nothing` an answer of one byte, which shows how much the client can do.
 */
export async function startNginx(files, headers) {
  const folder = resolve(temporary('nginx'));
  for (const [path, bytes] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), settings(folder, port, headers));
  const server = start(SERVER_CORE, '/usr/sbin/nginx', [
    '-p',
    folder,
    '-c',
    join(folder, 'nginx.conf'),
    '-e',
    join(folder, 'error.log'),
  ]);
  await answers(port, '/nothing');
  const end = async () => {
    await stop(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, pid: childrenOf(server.pid)[0], stop: end };
}

function settings(folder, port, headers) {
  const added = Object.entries(headers).map(([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}";`);
  const user = process.getuid() === 0 ? 'user root;' : '';
  return `
daemon off; worker_processes 1; ${user} pid ${folder}/pid; load_module ${MODULE};
events { worker_connections 4096; multi_accept on; }
http {
  access_log off; server_tokens off; default_type "text/html; charset=utf-8"; types {}
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 60s;
  open_file_cache max=1000 inactive=1h; open_file_cache_valid 1h; open_file_cache_min_uses 1;
  gzip_static on; gzip_vary on; brotli_static on;
  server {
    listen 127.0.0.1:${port} backlog=4096 reuseport;
    root ${folder};
    location = /nothing { return 200 "x"; }
    location /bai-viet/ { try_files $uri.html =404; }
    location /full/ { ${added.join(' ')} try_files $uri.html =404; }
  }
}
`;
}
