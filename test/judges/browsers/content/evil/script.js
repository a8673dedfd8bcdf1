hit('a:foreign-script');
