// Loaded before the tool: the port of an example may be in use on this machine, so any free port is used.
const { Server } = require('node:net');

const listen = Server.prototype.listen;
Server.prototype.listen = function (options, ...rest) {
  const isPort = typeof options === 'object' && 'port' in options;
  return listen.call(this, isPort ? { ...options, port: 0 } : options, ...rest);
};
