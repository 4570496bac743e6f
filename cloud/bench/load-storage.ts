import { startOss } from '../simulators/oss';

/** The OSS simulator in a process of its own, on the folder and keys of the city that the bench has founded: `node … load-storage.ts <folder> <keys> <port>`. */
const [, , directory, keys, port] = process.argv;
void startOss({ directory: directory!, keys: keys!, port: Number(port) }).then(({ url }) => process.stdout.write(`ready ${url}\n`));
