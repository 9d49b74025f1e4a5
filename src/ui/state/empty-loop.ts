/** What *Start from nothing* begins with: one loop of one step, which runs as it is. */
export const emptyLoop = `{
  "name": "New loop",
  "steps": [
    {
      "id": "loop",
      "type": "loop",
      "until": "loop.iteration >= 2",
      "maxIterations": 5,
      "steps": [{ "id": "answer", "type": "llm", "prompt": "Say something." }]
    }
  ]
}
`;
