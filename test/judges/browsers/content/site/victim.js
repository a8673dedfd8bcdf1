// A page that trusts whoever has opened it.
addEventListener('message', ({ data }) => hit(data), { once: true });
