// Tells the test what happened. `location.origin` instead of a path: a page may have got another base.
globalThis.hit = (name) => fetch(`${location.origin}/hit?${name}`, { method: 'POST', keepalive: true });
