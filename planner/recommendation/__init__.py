"""From a study to a recommendation one can bank on."""
