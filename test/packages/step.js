function handler(event) {
  event.request.headers['x-step'] = { value: 'ours' };
  return event.request;
}
