import Glibc

// The words for the numbers that a caller of this module may want to tell apart.
extension Errno {
    /// Operation not permitted. The corresponding C error is `EPERM`.
    package static let notPermitted = Errno(EPERM)

    /// No such file or directory. The corresponding C error is `ENOENT`.
    package static let noSuchFile = Errno(ENOENT)

    /// No such process. The corresponding C error is `ESRCH`.
    package static let noSuchProcess = Errno(ESRCH)

    /// Interrupted system call. The corresponding C error is `EINTR`.
    package static let interrupted = Errno(EINTR)

    /// Input/output error. The corresponding C error is `EIO`.
    package static let inputOutput = Errno(EIO)

    /// Bad file descriptor. The corresponding C error is `EBADF`.
    package static let badDescriptor = Errno(EBADF)

    /// No child processes. The corresponding C error is `ECHILD`.
    package static let noChild = Errno(ECHILD)

    /// Resource temporarily unavailable. The corresponding C error is `EAGAIN`.
    package static let wouldBlock = Errno(EAGAIN)

    /// Cannot allocate memory. The corresponding C error is `ENOMEM`.
    package static let noMemory = Errno(ENOMEM)

    /// Permission denied. The corresponding C error is `EACCES`.
    package static let permissionDenied = Errno(EACCES)

    /// Device or resource busy. The corresponding C error is `EBUSY`.
    package static let busy = Errno(EBUSY)

    /// File exists. The corresponding C error is `EEXIST`.
    package static let fileExists = Errno(EEXIST)

    /// Invalid cross-device link. The corresponding C error is `EXDEV`.
    package static let crossesDevices = Errno(EXDEV)

    /// No such device. The corresponding C error is `ENODEV`.
    package static let noSuchDevice = Errno(ENODEV)

    /// Not a directory. The corresponding C error is `ENOTDIR`.
    package static let notAFolder = Errno(ENOTDIR)

    /// Is a directory. The corresponding C error is `EISDIR`.
    package static let isAFolder = Errno(EISDIR)

    /// Invalid argument. The corresponding C error is `EINVAL`.
    package static let invalidArgument = Errno(EINVAL)

    /// Too many open files in system. The corresponding C error is `ENFILE`.
    package static let tooManyOpenFilesInSystem = Errno(ENFILE)

    /// Too many open files. The corresponding C error is `EMFILE`.
    package static let tooManyOpenFiles = Errno(EMFILE)

    /// Inappropriate ioctl for device. The corresponding C error is `ENOTTY`.
    package static let notATerminal = Errno(ENOTTY)

    /// File too large. The corresponding C error is `EFBIG`.
    package static let fileTooLarge = Errno(EFBIG)

    /// No space left on device. The corresponding C error is `ENOSPC`.
    package static let noSpace = Errno(ENOSPC)

    /// Read-only file system. The corresponding C error is `EROFS`.
    package static let readOnlyFileSystem = Errno(EROFS)

    /// Broken pipe. The corresponding C error is `EPIPE`.
    package static let brokenPipe = Errno(EPIPE)

    /// Numerical result out of range. The corresponding C error is `ERANGE`.
    package static let outOfRange = Errno(ERANGE)

    /// File name too long. The corresponding C error is `ENAMETOOLONG`.
    package static let nameTooLong = Errno(ENAMETOOLONG)

    /// Function not implemented. The corresponding C error is `ENOSYS`.
    package static let notImplemented = Errno(ENOSYS)

    /// Directory not empty. The corresponding C error is `ENOTEMPTY`.
    package static let folderNotEmpty = Errno(ENOTEMPTY)

    /// Too many levels of symbolic links. The corresponding C error is `ELOOP`.
    package static let tooManySymbolicLinks = Errno(ELOOP)

    /// Protocol error. The corresponding C error is `EPROTO`.
    package static let protocolError = Errno(EPROTO)

    /// Socket operation on non-socket. The corresponding C error is `ENOTSOCK`.
    package static let notASocket = Errno(ENOTSOCK)

    /// Message too long. The corresponding C error is `EMSGSIZE`.
    package static let messageTooLong = Errno(EMSGSIZE)

    /// Protocol wrong type for socket. The corresponding C error is `EPROTOTYPE`.
    package static let wrongProtocolType = Errno(EPROTOTYPE)

    /// Protocol not available. The corresponding C error is `ENOPROTOOPT`.
    package static let noProtocolOption = Errno(ENOPROTOOPT)

    /// Operation not supported. The corresponding C error is `EOPNOTSUPP`.
    package static let notSupported = Errno(EOPNOTSUPP)

    /// Address already in use. The corresponding C error is `EADDRINUSE`.
    package static let addressInUse = Errno(EADDRINUSE)

    /// Software caused connection abort. The corresponding C error is `ECONNABORTED`.
    package static let connectionAborted = Errno(ECONNABORTED)

    /// Connection reset by peer. The corresponding C error is `ECONNRESET`.
    package static let connectionReset = Errno(ECONNRESET)

    /// No buffer space available. The corresponding C error is `ENOBUFS`.
    package static let noBufferSpace = Errno(ENOBUFS)

    /// Transport endpoint is already connected. The corresponding C error is `EISCONN`.
    package static let isConnected = Errno(EISCONN)

    /// Transport endpoint is not connected. The corresponding C error is `ENOTCONN`.
    package static let notConnected = Errno(ENOTCONN)

    /// Connection timed out. The corresponding C error is `ETIMEDOUT`.
    package static let timedOut = Errno(ETIMEDOUT)

    /// Connection refused. The corresponding C error is `ECONNREFUSED`.
    package static let connectionRefused = Errno(ECONNREFUSED)

    /// Operation now in progress. The corresponding C error is `EINPROGRESS`.
    package static let inProgress = Errno(EINPROGRESS)

    /// Disk quota exceeded. The corresponding C error is `EDQUOT`.
    package static let quotaExceeded = Errno(EDQUOT)
}
