namespace Crossbar.Tests.Support;

/// <summary>Where things lie in the checkout that a test was built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Crossbar.Build.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the checkout.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Crossbar.Build.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout of Crossbar.Build.");
    }
}
