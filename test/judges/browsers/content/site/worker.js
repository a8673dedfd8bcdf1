onmessage = () => postMessage('works');
