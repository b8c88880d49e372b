// The live figures on Bun's own websocket server (uWebSockets): bun bun-server.mjs PORT
//
// It does what ours does for a socket: the figures at once, then one frame a second to all where something changed.
import process from 'node:process';

const port = Number(process.argv[2]);
let online = 0;
let told = '';
const frame = () => `{"online":${online},"today":80,"month":5678,"all":79921}`;

const server = Bun.serve({
  hostname: '127.0.0.1',
  port,
  fetch(request, server) {
    const origin = request.headers.get('origin');
    if (origin !== `http://${request.headers.get('host')}`) return new Response('', { status: 403 });
    if (new URL(request.url).pathname === '/ws/truy-cap' && server.upgrade(request)) return undefined;
    return new Response('', { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 60,
    maxPayloadLength: 1024,
    backpressureLimit: 16 * 1024,
    open(socket) {
      online += 1;
      socket.subscribe('figures');
      socket.send(frame());
    },
    message() {},
    close() {
      online -= 1;
    },
  },
});
setInterval(() => {
  if (told === frame()) return;
  told = frame();
  server.publish('figures', told);
}, 1000);
console.error('serving');
