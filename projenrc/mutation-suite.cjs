// All tests of a mutation run as one file: its modules are loaded once a mutant, and not once for each file.
for (const path of JSON.parse(process.env.MUTATION_TESTS)) {
  describe(path, () => { require(`../${path}`); });
}
