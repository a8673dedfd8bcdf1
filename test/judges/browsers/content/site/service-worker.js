addEventListener('install', () => skipWaiting());
