// The answer to the keeper form depends on the Referer naming this page, and `/` does not name it.
if (location.pathname === '/') history.replaceState(null, '', `/index.html${location.search}${location.hash}`);
