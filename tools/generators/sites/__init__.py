"""The sites that each generator is asked about, as tables of cases."""
