hit('done-quiet');
