import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesOf, type OcrSimulator, pageOf, startOcr } from '../../../../simulators/ocr';
import { readEnv } from '../../../env';
import type { DocumentReader, Reading } from '../ocr';
import { createAliyunReader } from './aliyun-reader';

let directory: string;
let service: OcrSimulator;
let reader: DocumentReader;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ocr-'));
  service = await startOcr({ directory, port: 0 });
  reader = readerWith();
  // The library takes a while to load; that is not the service's time.
  await reader.read(Buffer.from('first'), 'vin_plate');
});
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});

const readerWith = (accessKeySecret = service.env.ALIYUN_OCR_ACCESS_KEY_SECRET!) =>
  createAliyunReader({ accessKeyId: service.env.ALIYUN_OCR_ACCESS_KEY_ID!, accessKeySecret, endpoint: service.url }, 1000);
const valuesOf = ({ fields }: Reading) => Object.fromEntries(fields.map(({ field, value }) => [field, value]));

const picture = Buffer.from('an ID card');
const card = { name: '甄示范', sex: '男', address: '浙江省示范市样板区虚构街道1号', idNumber: '330203199001010014' };

it('reads an ID card, with places and sureness, by whichever side it shows', async () => {
  service.shows(picture, 'RecognizeIdcard', { data: { face: pageOf(card) } });
  const reading = await reader.read(picture, 'id_front');
  expect(reading).toMatchObject({ engine: 'aliyun-ocr/2021-07-07', kind: 'id_front', kindConfidence: 0.9 });
  expect(reading.fields).toContainEqual({ field: 'idNumber', value: '330203199001010014', confidence: 0.99, box: { x: 0.1, y: expect.closeTo(140 / 600), width: 0.4, height: expect.closeTo(0.05) } });
  expect((await reader.read(picture, 'id_back')).kind).toBe('id_front');
  const back = Buffer.from('its back');
  service.shows(back, 'RecognizeIdcard', { data: { back: pageOf({ issueAuthority: '示范市公安局样板分局', validPeriod: '2016.05.21-长期' }) } });
  expect(valuesOf(await reader.read(back, 'id_back'))).toEqual({ issuedBy: '示范市公安局样板分局', validFrom: '2016-05-21', validUntil: 'long' });
});

it('believes a check digit more than the service, and no place on a page that was straightened', async () => {
  const misread = Buffer.from('misread');
  service.shows(misread, 'RecognizeIdcard', { data: { face: pageOf({ ...card, idNumber: '330203199001010015' }, { angle: 90 }) } });
  const { fields } = await reader.read(misread, 'id_front');
  expect(fields.find(({ field }) => field === 'idNumber')).toMatchObject({ confidence: 0.4, box: null });
});

it('reads both pages of a 行驶证 as the one that was asked for', async () => {
  const both = Buffer.from('both pages');
  const face = { owner: '甄示范', licensePlateNumber: '浙B·12345', vinCode: 'LSGPC52U6AF102554', engineNumber: '8B213508', model: '示范牌SF7000', registrationDate: '2010-07-08', issueDate: '2015-06-04', useNature: '非营运', vehicleType: '小型轿车', address: '示范市' };
  service.shows(both, 'RecognizeVehicleLicense', { data: { face: pageOf(face), back: pageOf({ licensePlateNumber: '浙B12345', inspectionRecord: '检验有效期至2025年09月浙B(01) 检验有效期至2027年02月浙B(01)' }) } });
  expect(valuesOf(await reader.read(both, 'vehicle_licence'))).toMatchObject({ plate: '浙B12345', vin: 'LSGPC52U6AF102554', registeredOn: '2010-07-08', owner: '甄示范' });
  expect(valuesOf(await reader.read(both, 'vehicle_licence_annex'))).toEqual({ plate: '浙B12345', inspectionValidUntil: '2027-02-28' });
});

it('reads the papers of the car and of the deal', async () => {
  const papers = ['certificate', 'invoice', 'licence', 'vin', 'car'].map((name) => Buffer.from(name)) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const [certificate, invoice, licence, vin, car] = papers;
  service.shows(certificate, 'RecognizeVehicleRegistration', pageOf({ barCode: '310007798232', vehicleOwnerInfo: '样板贸易有限公司/统一社会信用代码/91330200MA2AB10670', registrationNumber: '浙B12345', vinCode: 'LSGPC52U6AF102554', vehicleBrand: '示范牌', vehicleModel: 'SF7000', fuelType: '汽油', registrationDate: '2010-07-08' }));
  expect(valuesOf(await reader.read(certificate, 'registration_certificate'))).toMatchObject({ owner: '样板贸易有限公司', ownerNumber: '91330200MA2AB10670', model: '示范牌SF7000', certificateNumber: '310007798232' });
  service.shows(invoice, 'RecognizeUsedCarInvoice', pageOf({ invoiceDate: '2026-03-19', purchaserName: '贾样例', purchaserCode: '330206199202290031', sellerName: '甄示范', sellerCode: '330203199001010014', totalAmount: '10000', totalAmountInWords: '壹万圆整', vehicleAdministrationName: '示范市车辆管理所', vinCode: 'LSGPC52U6AF102554' }));
  expect(valuesOf(await reader.read(invoice, 'used_car_invoice'))).toMatchObject({ issuedOn: '2026-03-19', buyerNumber: '330206199202290031', totalInFigures: '10000.00', destinationOffice: '示范市车辆管理所' });
  service.shows(licence, 'RecognizeBusinessLicense', pageOf({ companyName: '样板贸易有限公司', creditCode: '91330200MA2AB10670', legalPerson: '甄示范', validToDate: '29991231' }));
  expect(valuesOf(await reader.read(licence, 'business_licence'))).toMatchObject({ unitName: '样板贸易有限公司', validUntil: 'long' });
  service.shows(vin, 'RecognizeCarVinCode', pageOf({ vinCode: 'LSGPC52U6AF102554' }));
  expect(valuesOf(await reader.read(vin, 'vin_plate'))).toEqual({ vin: 'LSGPC52U6AF102554' });
  service.shows(car, 'RecognizeCarNumber', pageOf({ plates: [{ plateNumber: '浙B1234I', plateType: '小型汽车' }, { plateNumber: '浙B12345', plateType: '小型汽车' }] }));
  expect(valuesOf(await reader.read(car, 'plate'))).toEqual({ plate: '浙B12345' });
});

it('reads a 委托书, for which the service has no product, from its lines', async () => {
  const letter = Buffer.from('letter');
  service.shows(letter, 'RecognizeAdvanced', linesOf(['机动车业务委托书', '委托人：甄示范', '身份证号码：330203199001010014', '受托人：贾样例', '身份证号码：330206199202290031', '车牌号：浙B12345']));
  const reading = await reader.read(letter, 'authority_letter');
  expect(reading.kind).toBe('authority_letter');
  expect(valuesOf(reading)).toMatchObject({ principal: '甄示范', delegate: '贾样例', delegateIdNumber: '330206199202290031' });
  expect(reading.lines[0]).toMatchObject({ text: '机动车业务委托书', confidence: 0.99 });
});

it('says that a picture shows another document than was asked for', async () => {
  expect(await reader.read(Buffer.from('a cat'), 'id_front')).toMatchObject({ kind: 'other', fields: [] });
});

it.each([
  ['hang', 'timeout'],
  ['html_502', 'unavailable'],
  ['reset', 'unavailable'],
  ['truncated', 'unavailable'],
  ['rate_limited', 'unavailable'],
  ['refuse', 'rejected'],
  ['tampered', 'untrusted_answer'],
] as const)('is told why where the service answers with %s', async (fault, kind) => {
  service.shows(picture, 'RecognizeIdcard', { data: { face: pageOf(card) } });
  service.failNext(fault);
  await expect(reader.read(picture, 'id_front')).rejects.toMatchObject({ name: 'ProviderError', kind, provider: 'ocr', operation: 'RecognizeIdcard' });
  expect((await reader.read(picture, 'id_front')).kind).toBe('id_front');
});

it('half configured, the server names what is missing; in production it takes no stand-in', () => {
  const needed = ['DATABASE_URL', 'KEY_FILE', 'ALIPAY_APP_ID', 'ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET', 'OSS_REGION', 'OSS_BUCKET'];
  const variables: Record<string, string | undefined> = { ...Object.fromEntries(needed.map((name) => [name, 'given'])), ...service.env };
  expect(readEnv(variables).OCR_PROVIDER).toBe('aliyun');
  expect(() => readEnv({ ...variables, ALIYUN_OCR_ACCESS_KEY_SECRET: undefined })).toThrow('ALIYUN_OCR_ACCESS_KEY_SECRET: 没有设置');
  expect(() => readEnv({ ...variables, NODE_ENV: 'production' })).toThrow(service.url);
});

it('is refused with a wrong secret, and the error tells nothing of picture, key or address', async () => {
  const error = (await readerWith('wrong').read(picture, 'id_front').catch((thrown: Error) => thrown)) as Error;
  expect(error).toMatchObject({ kind: 'rejected', providerCode: 'SignatureDoesNotMatch' });
  expect(JSON.stringify([error.message, error.cause, Object.values(error)])).not.toMatch(/wrong|127\.0\.0\.1|LTAI/);
});
