import type { Host, Natives } from './host';
import { bodyOf, httpDownload, httpRequest, httpUpload } from './network';
import type { Pages } from './pages';
import { compressImage, imageInfo, takePhoto } from './pictures';
import { addTemporary, fileInfo, fileRoots, NativeFailure, readFile, saveFile, type Phone } from './phone';
import { acceptedByBoth, navigation, systemInfo, type Screen } from './screen';

/** What WeChat does for a mini-program that needs no answer of a test. */
export function weappNatives(phone: Phone, screen: Screen, pages: Pages, host: () => Host): Natives {
  const { user } = fileRoots.weapp;
  const hasCamera = () => pages.hasElement('camera');
  return {
    values: { env: { USER_DATA_PATH: user }, version: systemInfo.SDKVersion, cloud: {} },
    tasks: { request: 'RequestTask', uploadFile: 'UploadTask', downloadFile: 'DownloadTask' },
    accepted: new Set([
      ...acceptedByBoth,
      'setNavigationBarTitle',
      'showShareMenu',
      'hideShareMenu',
      'setClipboardData',
    ]),
    sync: {
      canIUse: (name) => String(name).split('.')[0]! in host().global,
      getStorageSync: (key) => (phone.storage.has(String(key)) ? JSON.parse(phone.storage.get(String(key))!) : ''),
      setStorageSync: (key, data) => void phone.storage.set(String(key), JSON.stringify(data)),
      removeStorageSync: (key) => void phone.storage.delete(String(key)),
      clearStorageSync: () => phone.storage.clear(),
      getStorageInfoSync: () => ({ keys: [...phone.storage.keys()], currentSize: 1, limitSize: 10_240 }),
      getSystemInfoSync: () => systemInfo,
      getWindowInfo: () => systemInfo,
      getDeviceInfo: () => systemInfo,
      getAppBaseInfo: () => ({ ...systemInfo, theme: 'light' }),
      getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 51, right: 383, bottom: 83, left: 296 }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
      getLaunchOptionsSync: () => ({ path: pages.settings.pages[0], query: {}, scene: 1001, referrerInfo: {} }),
      getEnterOptionsSync: () => ({ path: pages.settings.pages[0], query: {}, scene: 1001, referrerInfo: {} }),
      getFileSystemManager: () => host().shape('FileSystemManager'),
      createCameraContext: () => host().shape('CameraContext'),
      getApiCategory: () => 'default',
      nextTick: (callback) => void setTimeout(callback as () => void),
      reportPerformance: () => undefined,
      'FileSystemManager.readFileSync': (file, encoding) => contentOf(readFile(phone, file), encoding),
      'FileSystemManager.saveFileSync': (from, to) => saveFile(phone, 'weapp', from, to),
      'FileSystemManager.unlinkSync': (file) => void phone.files.delete(String(file)),
      'FileSystemManager.accessSync': (file) => void readFile(phone, file),
    },
    async: {
      ...navigation(pages),
      getStorage: ({ key }) => {
        if (!phone.storage.has(String(key))) throw new NativeFailure('data not found');
        return { data: JSON.parse(phone.storage.get(String(key))!) as unknown };
      },
      setStorage: ({ key, data }) => void phone.storage.set(String(key), JSON.stringify(data)),
      removeStorage: ({ key }) => void phone.storage.delete(String(key)),
      getSystemInfo: () => systemInfo,
      getNetworkType: () => ({ networkType: phone.online ? '4g' : 'none' }),
      getSetting: () => ({ authSetting: { 'scope.camera': true } }),
      authorize: () => ({}),
      getPrivacySetting: () => ({ needAuthorization: false, privacyContractName: '《用户隐私保护指引》' }),
      requirePrivacyAuthorize: () => ({}),
      setClipboardData: ({ data }) => void (phone.clipboard = String(data)),
      getClipboardData: () => ({ data: phone.clipboard }),
      showToast: ({ title }) => void screen.toasts.push(String(title)),
      showModal: async ({ title, content, showCancel, cancelText, confirmText }) => {
        const buttons = [
          ...(showCancel === false ? [] : [String(cancelText ?? '取消')]),
          String(confirmText ?? '确定'),
        ];
        const confirm =
          (await screen.ask(`${String(title ?? '')} ${String(content ?? '')}`, buttons)) === buttons.length - 1;
        return { confirm, cancel: !confirm };
      },
      showActionSheet: async ({ itemList }) => {
        const items = itemList as string[];
        const tapIndex = await screen.ask('', [...items, '取消']);
        if (tapIndex === items.length) throw new NativeFailure('cancel');
        return { tapIndex };
      },
      request: async (options, task) => {
        const result = await httpRequest(phone, options, (options.header ?? {}) as Record<string, unknown>, task);
        return { data: bodyOf(result, options), statusCode: result.status, header: result.headers, cookies: [] };
      },
      uploadFile: async (options, task) => {
        const result = await httpUpload(phone, options, options.name, task);
        return { data: bodyOf(result, { dataType: 'text' }), statusCode: result.status, header: result.headers };
      },
      downloadFile: async (options, task) => {
        const { status, headers, bytes } = await httpDownload(phone, options, task);
        return { tempFilePath: addTemporary(phone, 'weapp', bytes, 'png'), statusCode: status, header: headers };
      },
      saveImageToPhotosAlbum: ({ filePath }) => void phone.album.push(readFile(phone, filePath)),
      showShareImageMenu: ({ path }) => void readFile(phone, path),
      chooseMedia: () => {
        const tempFilePath = takePhoto(phone, 'weapp');
        return { type: 'image', tempFiles: [{ tempFilePath, fileType: 'image', ...fileInfo(phone, tempFilePath) }] };
      },
      'CameraContext.takePhoto': () => {
        if (!hasCamera()) throw new NativeFailure('there is no camera on the page');
        return { tempImagePath: takePhoto(phone, 'weapp') };
      },
      getImageInfo: ({ src }) => imageInfo(phone, src),
      compressImage: async ({ src, quality, compressedWidth, compressedHeight }) => ({
        tempFilePath: await compressImage(phone, 'weapp', src, {
          width: compressedWidth,
          height: compressedHeight,
          quality: Number(quality ?? 80),
        }),
      }),
      saveFile: ({ tempFilePath }) => ({ savedFilePath: saveFile(phone, 'weapp', tempFilePath, undefined) }),
      'FileSystemManager.saveFile': ({ tempFilePath, filePath }) => ({
        savedFilePath: saveFile(phone, 'weapp', tempFilePath, filePath),
      }),
      'FileSystemManager.getFileInfo': ({ filePath, digestAlgorithm }) => fileInfo(phone, filePath, digestAlgorithm),
      'FileSystemManager.readFile': ({ filePath, encoding }) => ({
        data: contentOf(readFile(phone, filePath), encoding),
      }),
      'FileSystemManager.access': ({ path }) => void readFile(phone, path),
      'FileSystemManager.copyFile': ({ srcPath, destPath }) =>
        void phone.files.set(String(destPath), readFile(phone, srcPath)),
      'FileSystemManager.writeFile': ({ filePath, data, encoding }) =>
        void phone.files.set(String(filePath), bytesOf(data, encoding)),
      'FileSystemManager.unlink': ({ filePath }) => {
        readFile(phone, filePath);
        phone.files.delete(String(filePath));
      },
    },
  };
}

const contentOf = (bytes: Uint8Array, encoding: unknown) =>
  encoding === undefined ? bytes : Buffer.from(bytes).toString(encoding as BufferEncoding);
const bytesOf = (data: unknown, encoding: unknown) =>
  typeof data === 'string'
    ? Buffer.from(data, (encoding ?? 'utf8') as BufferEncoding)
    : new Uint8Array(data as ArrayBuffer);
