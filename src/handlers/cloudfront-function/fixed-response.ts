// Of the headers that functions may not change, those that only a viewer-response function may not.
export const edgeFixed = /^(warning|via)$/;
