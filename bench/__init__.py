"""The benchmark: how much longer than bare Python each command takes. No part of the package."""
