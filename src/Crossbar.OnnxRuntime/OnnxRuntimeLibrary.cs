using System.Runtime.InteropServices;

namespace Crossbar.OnnxRuntime;

/// <summary>
/// ONNX Runtime's native library, bound through its C API alone (OrtGetApiBase): any release works and no package is needed.
/// It stays loaded until the process ends. Thread-safe.
/// </summary>
public sealed unsafe class OnnxRuntimeLibrary
{
    /// <summary>The environment variable that names the library's file.</summary>
    public const string PathVariable = "CROSSBAR_ORT_PATH";

    /// <summary>The C API's version whose table is asked for: the first, which every release has.</summary>
    private const uint ApiVersion = 1;

    private const int LogErrorsOnly = 3;

    private OnnxRuntimeLibrary(OrtApi api, string version)
    {
        Api = api;
        Version = version;
        void* environment;
        fixed (byte* name = "Crossbar"u8)
            api.Check(((delegate* unmanaged<int, byte*, void**, void*>)api[OrtSlot.CreateEnv])(LogErrorsOnly, name, &environment));
        Environment = new OrtHandle(environment, api.Releaser(OrtSlot.ReleaseEnv));
    }

    /// <summary>The library's version, such as 1.20.1.</summary>
    public string Version { get; }

    internal OrtApi Api { get; }

    internal OrtHandle Environment { get; }

    /// <summary>
    /// Loads the library: the given file; or else what CROSSBAR_ORT_PATH names, then runtimes/(rid)/native beside the program, then
    /// wherever the system's loader looks.
    /// </summary>
    /// <param name="path">The library's file; null to search.</param>
    /// <returns>The library, or null where there is none that can be loaded.</returns>
    public static OnnxRuntimeLibrary? TryLoad(string? path = null)
    {
        foreach (var candidate in path is null ? Candidates() : [path])
        {
            if (NativeLibrary.TryLoad(candidate, out var library) && TryBind(library) is { } bound)
                return bound;
        }

        return null;
    }

    /// <summary>Opens a model's file.</summary>
    /// <param name="modelPath">The .onnx file.</param>
    /// <param name="intraOpThreads">Threads that share one operator's work; 0 lets ONNX Runtime choose, 1 is right for benchmarks.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot run the model.</exception>
    public OnnxRuntimeSession CreateSession(string modelPath, int intraOpThreads = 0) =>
        OnnxRuntimeSession.Create(this, intraOpThreads, options =>
        {
            // ORTCHAR_T is wchar_t on Windows and char elsewhere.
            var text = OperatingSystem.IsWindows() ? Marshal.StringToHGlobalUni(modelPath) : Marshal.StringToCoTaskMemUTF8(modelPath);
            try
            {
                void* session;
                var create = (delegate* unmanaged<void*, void*, void*, void**, void*>)Api[OrtSlot.CreateSession];
                Api.Check(create((void*)Environment.DangerousGetHandle(), (void*)text, (void*)options, &session));
                return (nint)session;
            }
            finally
            {
                if (OperatingSystem.IsWindows())
                    Marshal.FreeHGlobal(text);
                else
                    Marshal.FreeCoTaskMem(text);
            }
        });

    /// <summary>Opens a model in memory.</summary>
    /// <param name="model">The bytes of an .onnx file; they are copied.</param>
    /// <param name="intraOpThreads">Threads that share one operator's work; 0 lets ONNX Runtime choose, 1 is right for benchmarks.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot run the model.</exception>
    public OnnxRuntimeSession CreateSession(byte[] model, int intraOpThreads = 0) =>
        OnnxRuntimeSession.Create(this, intraOpThreads, options =>
        {
            void* session;
            var create = (delegate* unmanaged<void*, void*, nuint, void*, void**, void*>)Api[OrtSlot.CreateSessionFromArray];
            fixed (byte* bytes = model)
                Api.Check(create((void*)Environment.DangerousGetHandle(), bytes, (nuint)model.Length, (void*)options, &session));
            return (nint)session;
        });

    private static IEnumerable<string> Candidates()
    {
        var named = System.Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrEmpty(named))
            yield return named;
        string[] files = OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
            : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib"]
            : ["libonnxruntime.so.1", "libonnxruntime.so"];
        foreach (var file in files)
            yield return Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file);
        foreach (var file in files)
            yield return file;
    }

    private static OnnxRuntimeLibrary? TryBind(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var export))
            return null;
        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t version); const char* (*GetVersionString)(); }
        var apiBase = ((delegate* unmanaged<void**>)export)();
        var table = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)apiBase[1])());
        return table == null ? null : new OnnxRuntimeLibrary(new OrtApi(table), version ?? "");
    }
}
