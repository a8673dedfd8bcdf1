// A page that trusts the page that has opened it.
addEventListener('message', ({ data }) => hit(data), { once: true });
