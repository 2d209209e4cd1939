"""The one way in: intake decodes, `perform` decides and writes, everything else hears of it afterwards."""
