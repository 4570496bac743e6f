import { creditCode, oneOf, text } from '@yongche/contract/primitives';
import { workbookOf } from '../../test/workbooks';
import { dayCell } from './day-cell';
import { readTable } from './read-table';

const states = { in_business: '存续', revoked: '吊销' };
const columns = [
  { key: 'code', titles: ['统一社会信用代码'], required: true, parse: creditCode },
  { key: 'name', titles: ['企业名称'], required: true, parse: text(100, '企业名称') },
  { key: 'state', titles: ['法定状态'], required: true, parse: oneOf(states) },
  { key: 'endsOn', titles: ['营业期限至'], required: false, parse: dayCell },
  { key: 'address', titles: ['住所'], required: false, parse: text(200, '住所') },
] as const;

/** A workbook as Excel writes it: texts shared, no two names alike, a date with a format, two columns that nobody asks for. */
function licences(rows: number): Buffer {
  const texts = ['统一社会信用代码', '企业名称', '法定状态', '营业期限至', '住所', '负责人', '备注', 'in_business', ''];
  const share = (value: string) => texts.push(value) - 1;
  const cell = (letter: string, line: number, index: number) => `<c r="${letter}${line}" t="s"><v>${index}</v></c>`;
  const heading = `<row r="1">${[...'ABCDEFG'].map((letter, index) => cell(letter, 1, index)).join('')}</row>`;
  const lines = Array.from({ length: rows }, (_, index) => {
    const line = index + 2;
    const [code, name, address] = [share('91330200MA2AB10670'), share(`示范车行第${index}号有限公司`), share(`宁波市示范路${index}号`)];
    return `<row r="${line}" spans="1:7">${cell('A', line, code)}${cell('B', line, name)}${cell('C', line, 7)}<c r="D${line}" s="1"><v>${46_053 + (index % 900)}</v></c>${cell('E', line, address)}${cell('F', line, 8)}${cell('G', line, 8)}</row>`;
  });
  return workbookOf(heading + lines.join(''), { formats: ['yyyy/m/d'], texts: texts.map((value) => `<si><t>${value}</t></si>`) });
}

it('of 100,000 lines is read while the server goes on answering', async () => {
  const bytes = licences(100_000);
  // What the server could have answered meanwhile: read on the same thread, it would be next to nothing.
  let turns = 0;
  const counting = setInterval(() => turns++, 5);
  const { rows, problems } = await readTable({ name: '执照.xlsx', bytes }, columns);
  clearInterval(counting);
  expect(problems).toEqual([]);
  expect(rows).toHaveLength(100_000);
  expect(rows.at(-1)).toEqual({ line: 100_001, values: { code: '91330200MA2AB10670', name: '示范车行第99999号有限公司', state: 'in_business', endsOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), address: '宁波市示范路99999号' } });
  expect(turns).toBeGreaterThan(50);
}, 60_000);

it('whose formulas stand in every line is told in at most 1,000 sentences, and counted', async () => {
  const rows = Array.from({ length: 2_000 }, (_, index) => `<row r="${index + 2}"><c t="str"><f>A1</f><v>x</v></c></row>`).join('');
  const heading = '<row r="1"><c t="inlineStr"><is><t>企业名称</t></is></c></row>';
  const { problems, problemCount, rowCount } = await readTable({ name: '执照.xlsx', bytes: workbookOf(heading + rows) }, [columns[1]]);
  expect([problems.length, problemCount, rowCount]).toEqual([1_000, 2_000, 2_000]);
});
