/** Command lines whose results are kept, by the name of their file. All of them print one JSON document. */
export const goldenCases: Readonly<Record<string, readonly string[]>> = {
  "derive-figure2": ["derive", "--model", "letter-figure2", "--json"],
  "derive-figure3-values": ["derive", "--model", "letter-figure3", "--values", "--json"],
  "evaluate-figure3": ["evaluate", "--model", "letter-figure3", "--at", '{"Q":[0.5,0.2]}', "--json"],
  "integrate-figure3": ["integrate", "--model", "letter-figure3", "--from", "0.2,0.1", "--json"],
  "fixed-points-figure2": ["fixed-points", "--model", "letter-figure2", "--json"],
  "simulate-figure2": [
    ...["simulate", "--model", "letter-figure2", "--dimension", "100", "--runs", "3"],
    ...["--until", "2", "--points", "3", "--workers", "0", "--json"],
  ],
};
