hit('a:base');
