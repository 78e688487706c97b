"""The workbench: pages on this machine to hand reports in, look at the answers and decide what is open."""
