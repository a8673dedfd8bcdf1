globalThis.libraryOfPartner = true;
