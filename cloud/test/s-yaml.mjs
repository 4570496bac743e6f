// Prints s.yaml as JSON: the only YAML parser at hand knows `import` alone.
import { readFileSync } from 'node:fs';
import { parseYaml } from '@redocly/openapi-core';

console.log(JSON.stringify(parseYaml(readFileSync(process.argv[2], 'utf8'))));
