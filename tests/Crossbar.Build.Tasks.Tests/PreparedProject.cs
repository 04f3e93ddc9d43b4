using Crossbar.Tests.Support;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks.Tests;

/// <summary>A project folder, and the task run on models in it.</summary>
public abstract class PreparedProject : IDisposable
{
    private protected TemporaryFolder Project { get; } = new();

    private protected RecordingBuildEngine Engine { get; } = new();

    public void Dispose()
    {
        Project.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static TaskItem Model(string path, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(path);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);
        return item;
    }

    protected static Action<PrepareCrossbarModels> Framework(string framework, string all) =>
        task => (task.TargetFramework, task.TargetFrameworks) = (framework, all);

    private protected static CrossbarRequest RequestOf(PrepareCrossbarModels task) => CrossbarRequest.Read(task.Compilations.Single().GetMetadata("Request"));

    protected PrepareCrossbarModels Prepare(params ITaskItem[] models) => Prepare(models, _ => { });

    protected PrepareCrossbarModels Prepare(ITaskItem[] models, Action<PrepareCrossbarModels> configure)
    {
        Assert.True(Run(models, out var task, configure), string.Join("\n", Engine.Errors.Select(e => e.Message)));
        return task;
    }

    protected bool Run(ITaskItem[] models, out PrepareCrossbarModels task, Action<PrepareCrossbarModels>? configure = null)
    {
        task = new PrepareCrossbarModels
        {
            BuildEngine = Engine,
            Models = models,
            ProjectDirectory = Project.Path,
            IntermediateDirectory = "obj/",
            RootNamespace = "Demo",
            Language = "C#",
            TargetFramework = "net10.0",
            TargetFrameworkIdentifier = ".NETCoreApp",
            TargetFrameworkVersion = "v10.0",
        };
        configure?.Invoke(task);
        return task.Execute();
    }
}
