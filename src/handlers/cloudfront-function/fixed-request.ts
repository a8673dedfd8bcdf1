// Of the headers that functions may not change, those that only a viewer-request function may not.
export const edgeFixed = /^(cdn-loop|content-length|host|transfer-encoding|via)$/;
