import type { Host, Natives } from './host';
import { bodyOf, httpDownload, httpRequest, httpUpload } from './network';
import type { Pages } from './pages';
import { compressImage, imageInfo, takePhoto } from './pictures';
import { addTemporary, fileInfo, fileRoots, NativeFailure, readFile, saveFile, type Phone } from './phone';
import { acceptedByBoth, navigation, systemInfo, type Screen } from './screen';

type Options = Record<string, unknown>;

/** Alipay's five levels of compression as JPEG qualities; 4 lets the client choose. */
const qualityOfLevel = [40, 60, 80, 95, 75];

/** What Alipay does for a mini-program that needs no answer of a test. */
export function alipayNatives(phone: Phone, screen: Screen, pages: Pages, host: () => Host): Natives {
  const { user } = fileRoots.alipay;
  const stored = (options: unknown) => phone.storage.get(String((options as Options).key));
  const store = (options: unknown) => {
    const { key, data } = options as Options;
    phone.storage.set(String(key), JSON.stringify(data));
  };
  const forget = (options: unknown) => void phone.storage.delete(String((options as Options).key));
  const read = (options: unknown) => ({
    data: stored(options) === undefined ? null : (JSON.parse(stored(options)!) as unknown),
  });
  const info = {
    ...systemInfo,
    app: 'alipay',
    version: '10.6.0',
    platform: 'iOS',
    titleBarHeight: 44,
    model: 'iPhone13,2',
  };
  return {
    values: {
      env: { USER_DATA_PATH: user, clientName: 'ap', clientVersion: '10.6.0', language: 'zh-Hans', platform: 'iOS' },
      SDKVersion: '2.9.50',
      isIDE: false,
      ap: {},
      cloud: {},
    },
    tasks: { request: 'RequestTask', uploadFile: 'UploadTask', downloadFile: 'DownloadTask' },
    accepted: new Set([...acceptedByBoth, 'setNavigationBar', 'vibrate', 'hideBackHome', 'setCanPullDown']),
    sync: {
      canIUse: (name) => String(name).split('.')[0]! in host().global,
      getStorageSync: read,
      setStorageSync: store,
      removeStorageSync: forget,
      clearStorageSync: () => phone.storage.clear(),
      getStorageInfoSync: () => ({ keys: [...phone.storage.keys()], currentSize: 1, limitSize: 10_240 }),
      getSystemInfoSync: () => info,
      getWindowInfo: () => info,
      getDeviceBaseInfo: () => info,
      getAppBaseInfo: () => info,
      getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 51, right: 383, bottom: 83, left: 296 }),
      getAppIdSync: () => ({ appId: '2021000000000000' }),
      getLaunchOptionsSync: () => ({ path: pages.settings.pages[0], query: {}, scene: '1001' }),
      getEnterOptionsSync: () => ({ path: pages.settings.pages[0], query: {}, scene: '1001' }),
      getFileSystemManager: () => host().shape('FileSystemManager'),
    },
    async: {
      ...navigation(pages),
      getStorage: read,
      setStorage: store,
      removeStorage: forget,
      getSystemInfo: () => info,
      getNetworkType: () => ({ networkAvailable: phone.online, networkType: phone.online ? '4G' : 'NOTREACHABLE' }),
      getSetting: () => ({ authSetting: { camera: true } }),
      setClipboard: ({ text }) => void (phone.clipboard = String(text)),
      getClipboard: () => ({ text: phone.clipboard }),
      showToast: ({ content }) => void screen.toasts.push(String(content)),
      confirm: async ({ title, content, confirmButtonText, cancelButtonText }) => {
        const buttons = [String(cancelButtonText ?? '取消'), String(confirmButtonText ?? '确定')];
        return { confirm: (await screen.ask(`${String(title ?? '')} ${String(content ?? '')}`, buttons)) === 1 };
      },
      alert: async ({ title, content, buttonText }) => {
        await screen.ask(`${String(title ?? '')} ${String(content ?? '')}`, [String(buttonText ?? '确定')]);
        return {};
      },
      showActionSheet: async ({ items, cancelButtonText }) => {
        const buttons = items as string[];
        const index = await screen.ask('', [...buttons, String(cancelButtonText ?? '取消')]);
        return { index: index === buttons.length ? -1 : index };
      },
      request: async (options, task) => {
        const result = await httpRequest(
          phone,
          options,
          { ...(options.header as Options), ...(options.headers as Options) },
          task,
        );
        const { status, headers } = result;
        // Alipay hands every answer outside 200…299 to `fail`, its body as text.
        if (status < 200 || status > 299) {
          const data = bodyOf(result, { dataType: 'text' });
          throw new NativeFailure('http status error', { error: 19, status, data, headers });
        }
        return { data: bodyOf(result, options), status, headers, statusCode: status, header: headers };
      },
      uploadFile: async (options, task) => {
        if (!options.fileType) throw new NativeFailure('fileType is missing', { error: 2 });
        const result = await httpUpload(phone, options, options.fileName ?? options.name, task);
        return { data: bodyOf(result, { dataType: 'text' }), statusCode: result.status, header: result.headers };
      },
      downloadFile: async (options, task) => {
        const { status, headers, bytes } = await httpDownload(phone, options, task);
        if (status < 200 || status > 299) throw new NativeFailure('download failed', { error: 12 });
        const path = addTemporary(phone, 'alipay', bytes, 'png');
        return { apFilePath: path, tempFilePath: path, headers, header: headers };
      },
      saveImageToPhotosAlbum: ({ filePath }) => {
        phone.album.push(readFile(phone, filePath));
        return { success: true };
      },
      chooseImage: () => {
        const path = takePhoto(phone, 'alipay');
        return { apFilePaths: [path], tempFilePaths: [path], tempFiles: [{ path, ...fileInfo(phone, path) }] };
      },
      getImageInfo: ({ src }) => imageInfo(phone, src),
      compressImage: async ({ apFilePaths, compressLevel, maxWidth, maxHeight, compressedWidth, compressedHeight }) => {
        const made = (apFilePaths as string[]).map((path) =>
          compressImage(phone, 'alipay', path, {
            width: compressedWidth ?? maxWidth,
            height: compressedHeight ?? maxHeight,
            quality: qualityOfLevel[Number(compressLevel ?? 4)] ?? 75,
          }),
        );
        return { apFilePaths: await Promise.all(made) };
      },
      getFileInfo: ({ apFilePath, digestAlgorithm }) => fileInfo(phone, apFilePath, digestAlgorithm),
      saveFile: ({ apFilePath, filePath }) => {
        const saved = saveFile(phone, 'alipay', apFilePath ?? filePath, undefined);
        return { success: true, apFilePath: saved };
      },
      removeSavedFile: ({ apFilePath }) => void phone.files.delete(String(apFilePath)),
      'FileSystemManager.saveFile': ({ tempFilePath, filePath }) => ({
        savedFilePath: saveFile(phone, 'alipay', tempFilePath, filePath),
      }),
      'FileSystemManager.getFileInfo': ({ filePath, digestAlgorithm }) => fileInfo(phone, filePath, digestAlgorithm),
      'FileSystemManager.readFile': ({ filePath, encoding }) => {
        const bytes = readFile(phone, filePath);
        return { data: encoding === undefined ? bytes : Buffer.from(bytes).toString(encoding as BufferEncoding) };
      },
      'FileSystemManager.access': ({ path }) => void readFile(phone, path),
      'FileSystemManager.copyFile': ({ srcPath, destPath }) =>
        void phone.files.set(String(destPath), readFile(phone, srcPath)),
      'FileSystemManager.unlink': ({ filePath }) => {
        readFile(phone, filePath);
        phone.files.delete(String(filePath));
      },
    },
  };
}
