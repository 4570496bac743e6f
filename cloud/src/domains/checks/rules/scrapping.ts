import { plain } from '../compare/likeness';

/**
 * 使用年限 by use and type: 《机动车强制报废标准规定》 (商务部、发改委、公安部、环境保护部令2012年第12号) art. 5, in years. The first row
 * whose words all stand in use and type counts; null where art. 5 sets no limit. What the words do not decide is undefined.
 */
const rows: { use: RegExp; type?: RegExp; years: number | null }[] = [
  { use: /出租客运/, type: /小型|微型|轿车/, years: 8 },
  { use: /出租客运/, type: /中型/, years: 10 },
  { use: /出租客运/, type: /大型/, years: 12 },
  { use: /租赁/, years: 15 },
  { use: /教练/, type: /小型|微型|轿车/, years: 10 },
  { use: /教练/, type: /中型/, years: 12 },
  { use: /教练/, type: /大型/, years: 15 },
  { use: /公交/, years: 13 },
  { use: /校车|幼儿|小学生/, years: 15 },
  { use: /./, type: /三轮汽车/, years: 9 },
  { use: /./, type: /微型.*货车/, years: 12 },
  { use: /危(险)?化|危险品|危险货物/, type: /货车|牵引/, years: 10 },
  { use: /./, type: /正三轮.*摩托/, years: 12 },
  { use: /./, type: /摩托/, years: 13 },
  { use: /./, type: /集装箱.*半挂/, years: 20 },
  { use: /./, type: /半挂牵引/, years: 15 },
  { use: /./, type: /全挂车/, years: 10 },
  { use: /./, type: /半挂/, years: 15 },
  { use: /./, type: /货车/, years: 15 },
  { use: /^非营运$/, type: /轿车|(小|微)型.*(客车|越野|面包)|轮式专用机械/, years: null },
  { use: /^非营运$/, type: /(大|中)型.*客车/, years: 20 },
  { use: /营运|客运|旅游/, type: /小型|微型|轿车/, years: 10 },
  { use: /营运|客运|旅游/, type: /大型|中型/, years: 15 },
];

/** Years until a car must be scrapped; null where there is no limit, undefined where use and type do not tell. */
export function scrappingYears(use: string, type: string): number | null | undefined {
  return rows.find((row) => row.use.test(plain(use)) && (!row.type || row.type.test(plain(type))))?.years;
}
