// Reads an OpenAPI document from stdin, prints what Redocly's linter finds as a JSON list. A process of its own: the linter is ESM only.
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['spec'] });
const problems = await lintFromString({ source: readFileSync(0, 'utf8'), config });
process.stdout.write(JSON.stringify(problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`)));
