export const works = () => hit('f:dynamic-import');
