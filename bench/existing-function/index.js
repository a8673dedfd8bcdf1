const { prefix } = require('./config.json');

exports.handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  if (request.uri.startsWith(prefix)) response.headers['x-image'] = [{ key: 'X-Image', value: '1' }];
  return response;
};
