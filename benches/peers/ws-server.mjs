// The live figures on npm's `ws`: node ws-server.mjs PORT
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

// The peers' packages lie apart from the project's own.
const { WebSocketServer } = createRequire(resolve('target/bench/package.json'))('ws');
const port = Number(process.argv[2]);
let told = '';
const server = createServer((_, answer) => answer.writeHead(426).end());
const sockets = new WebSocketServer({
  server,
  path: '/ws/truy-cap',
  perMessageDeflate: false,
  maxPayload: 1024,
  verifyClient: ({ origin, req }) => origin === `http://${req.headers.host}`,
});
const frame = () => `{"online":${sockets.clients.size},"today":80,"month":5678,"all":79921}`;
sockets.on('connection', (socket) => {
  socket.on('error', () => socket.terminate());
  socket.send(frame());
});
setInterval(() => {
  if (told === frame()) return;
  told = frame();
  // Encoded once: a Buffer goes out as it is.
  const bytes = Buffer.from(told);
  for (const socket of sockets.clients) socket.send(bytes, { binary: false });
}, 1000);
server.listen({ host: '127.0.0.1', port, backlog: 4096 }, () => console.error('serving'));
