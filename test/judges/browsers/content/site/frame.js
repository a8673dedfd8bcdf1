// In a frame: the page around it gives the name.
if (top !== self) hit(location.search.slice(1));
