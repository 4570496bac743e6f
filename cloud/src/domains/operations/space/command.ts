import { storageClasses } from '@yongche/contract';
import { audit } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import { differencesOf, isOurs, ruleWords, wantedRules } from './lifecycle';
import { measureSpace } from './measure-space';
import { presentSpace } from './present-space';
import { sizeWords } from './size-words';
import { storageClassTable } from './storage-classes';

type Say = (line: string) => void;
const count = new Intl.NumberFormat('zh-CN');

/** `npm run ops -- storage`: measures now and tells in plain Chinese what lies in the storage, how heavy the pictures are and when it is full. */
export async function spaceCommand(deps: Pick<Deps, 'db' | 'storage' | 'clock'>, say: Say = console.log): Promise<void> {
  while (await measureSpace(deps));
  const space = await presentSpace(deps.db.manager, { role: 'technician' }, deps.clock.now());
  say(`存储占用　${sizeWords(space.usedBytes)}${space.capacityBytes === null ? '，还没有设置容量' : `，容量 ${sizeWords(space.capacityBytes)}，已用 ${(space.usedShare! / 100).toFixed(1)}%`}`);
  for (const { class: name, objects, bytes, keptSentence } of space.classes) say(`  ${storageClasses[name]}　${count.format(objects)} 个，${sizeWords(bytes)}　${keptSentence}`);
  say('最近30天的照片　平均 / 95%不超过 / 预算');
  if (space.pictures.length === 0) say('  没有');
  for (const { slot, name, pictures, meanBytes, p95Bytes, budgetBytes, overBudget } of space.pictures) {
    say(`  ${slot} ${name}　${count.format(pictures)} 张，${sizeWords(meanBytes)} / ${sizeWords(p95Bytes)} / ${sizeWords(budgetBytes)}${overBudget > 0 ? `，超预算 ${count.format(overBudget)} 张` : ''}`);
  }
  say(space.forecast?.sentence ?? `测量不足14天（现在${space.course.length}天），还不能预测何时用满。`);
}

/** `npm run ops -- lifecycle show | apply`: the bucket's own rules beside those of the table, or puts the latter in force. Exit code 1 where they differ and stay so. */
export async function lifecycleCommand(deps: Pick<Deps, 'db' | 'stores' | 'clock'>, [what]: string[], say: Say = console.log): Promise<void> {
  const fail = (sentence: string) => {
    say(sentence);
    process.exitCode = 1;
  };
  if (what !== 'show' && what !== 'apply') return fail('请写明：npm run ops -- lifecycle show（查看）或 apply（写入存储）。');
  const { current } = await deps.stores.names();
  const { lifecycle } = deps.stores.called(current);
  for (const { class: name, keptSentence, reason } of storageClassTable) say(`${storageClasses[name]}　${keptSentence}。${reason}`);
  if (!lifecycle) return say(`影像在“${current}”：硬盘没有生命周期规则，所有文件一直在原处；到期销毁照常办理。`);
  const wanted = wantedRules();
  const { rules, foreign } = await lifecycle.read();
  const { missing, strange } = differencesOf(rules, wanted);
  const isSame = missing.length === 0 && strange.length === 0;
  say(`“${current}”中生效的规则：${rules.length + foreign.length === 0 ? '没有' : ''}`);
  for (const rule of rules) say(`  ${ruleWords(rule)}${isOurs(rule) ? '' : '　（不是甬车写入的，不改动）'}`);
  if (foreign.length > 0) say(`  另有 ${foreign.length} 条其他种类的规则，不是甬车写入的，不改动`);
  for (const rule of missing) say(`  缺少：${ruleWords(rule)}`);
  for (const rule of strange) say(`  多出或不同：${ruleWords(rule)}`);
  if (isSame) return say('与配置一致，不需要写入。');
  if (what === 'show') return fail('与配置不一致。运行 npm run ops -- lifecycle apply 写入。');
  await lifecycle.write([...rules.filter((rule) => !isOurs(rule)), ...wanted], foreign);
  await audit(deps.db.manager, { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() }, { action: 'operations.lifecycle_applied', subject: { type: 'storage', id: current }, details: { rules: wanted.length, added: missing.map(({ id }) => id), removed: strange.map(({ id }) => id) } });
  const after = differencesOf((await lifecycle.read()).rules, wanted);
  if (after.missing.length + after.strange.length > 0) return fail('已写入，但读回的规则仍与配置不一致，请到存储控制台核对。');
  say('已写入，读回核对一致。');
}
