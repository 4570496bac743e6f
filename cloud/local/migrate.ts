import { databaseProblem, updateStructure } from './database-structure';

/** `npm run migrate`: brings the database of DATABASE_URL to the newest structure. */
async function migrate(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('没有设置 DATABASE_URL（mysql://用户:密码@主机:3306/库名）。本机试用不需要它，直接运行 npm start。');
  const done = await updateStructure(url);
  console.log(done.length > 0 ? `已更新数据库结构：${done.join('、')}` : '数据库结构已是最新。');
}

migrate().catch((error: unknown) => {
  console.error(databaseProblem(error) ?? (error instanceof Error ? error.message : error));
  process.exit(1);
});
