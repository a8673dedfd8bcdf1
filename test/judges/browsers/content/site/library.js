globalThis.libraryOfSite = true;
