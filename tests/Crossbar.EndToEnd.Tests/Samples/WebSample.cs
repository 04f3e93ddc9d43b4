using System.Text.RegularExpressions;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>samples/Web, copied out of the repository, built with the package once for all tests, and running.</summary>
public sealed partial class WebSample : IDisposable
{
    private readonly ConsumerProject _app = new(folder: "Web");
    private readonly Lazy<Uri> _address;
    private RunningProgram? _server;

    public WebSample() => _address = new Lazy<Uri>(Start);

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Value;

    public void Dispose()
    {
        _server?.Dispose();
        _app.Dispose();
    }

    private Uri Start()
    {
        _app.Become("Web", "Mnist");
        Assert.Equal(1, _app.Build("-c", "Release").Succeeded().Compiles);
        _server = new RunningProgram(_app.Folder, new Dictionary<string, string>(), "dotnet", "exec", _app.At("bin", "Release", "net10.0", "Web.dll"), "--urls", "http://127.0.0.1:0");
        return new Uri(_server.WaitFor(Listening()).Groups["address"].Value);
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)")]
    private static partial Regex Listening();
}
