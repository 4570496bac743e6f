import { systemClock } from '../src/clock';
import { openDatabase } from '../src/database';
import { openFirstAccounts } from '../src/domains/identity/first-accounts';
import { databaseProblem } from './database-structure';

/** `npm run first-accounts`: the three accounts with which a new system begins, in the database of DATABASE_URL. */
async function firstAccounts(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('没有设置 DATABASE_URL（mysql://用户:密码@主机:3306/库名）。本机试用不需要它，演示账号随 npm start 建立。');
  const db = await openDatabase(url, 1);
  const made = await openFirstAccounts(db, systemClock.now()).finally(() => db.destroy());
  if (made.length === 0) return console.log('已有员工账号，没有新建。其他账号请由技术运维在管理端开立。');
  console.log('三个首批账号，临时密码只显示这一次，72小时内有效。请分别当面交给三个人，首次登录时各自修改：');
  for (const { username, password } of made) console.log(`  ${username.padEnd(12)}${password}`);
}

firstAccounts().catch((error: unknown) => {
  console.error(databaseProblem(error) ?? (error instanceof Error ? error.message : error));
  process.exit(1);
});
