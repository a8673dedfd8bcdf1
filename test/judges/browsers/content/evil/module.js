hit('a:import');
