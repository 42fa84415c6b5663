// npm `rtpmidi`, driven by a test: node rtpmidi_peer.js MODULES PORT [REMOTE_PORT]. With a remote port it invites.
// One JSON object per line: {"connected": name}, {"heard": [octets]}, {"gone": true}. A line of octets in hex is played.
const [modules, port, remote] = process.argv.slice(2);
const rtpmidi = require(`${modules}/rtpmidi`);

rtpmidi.logger.transports.forEach((transport) => { transport.silent = true; });
const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const session = new rtpmidi.Session(Number(port), 'Node', 'Node', 0x0de, false, 4);
session.on('error', (error) => tell({ error: String(error) }));
session.on('streamAdded', ({ stream }) => tell({ connected: stream.name || '' }));
session.on('streamRemoved', () => tell({ gone: true }));
session.on('message', (_delta, message) => tell({ heard: [...message] }));
session.on('ready', () => {
  tell({ ready: true });
  if (remote) {
    session.connect({ address: '127.0.0.1', port: Number(remote) });
  }
});
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  session.sendMessage(session.now(), [...Buffer.from(line, 'hex')]);
}).on('close', () => process.exit(0));
session.start();
