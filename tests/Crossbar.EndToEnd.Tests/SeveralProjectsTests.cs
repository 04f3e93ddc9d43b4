using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class SeveralProjectsTests
{
    private const string Model = """<CrossbarModel Include="../App/tiny.onnx" CalibrationData="../App/images.npy" />""";

    [Fact]
    public void Projects_with_the_same_model_share_nothing_and_build_at_the_same_time() => AssertBuilds("-mt");

    [Theory]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData("-m")]
    [InlineData("-graph")]
    public void So_they_do_in_every_mode(string mode) => AssertBuilds(mode);

    private static void AssertBuilds(string mode)
    {
        // App and Lib have the model; Plain has only a reference to Lib.
        using var app = new ConsumerProject(program: """System.Console.WriteLine(App.TinyCrossbar.InputLength + Lib.TinyCrossbar.InputLength);""");
        app.SetItems(Model + """<ProjectReference Include="../Lib/Lib.csproj" />""");
        Project("Lib", "", ConsumerProject.Reference + Model, "");
        Project("Plain", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Lib/Lib.csproj" /><ProjectReference Include="../App/App.csproj" ReferenceOutputAssembly="false" />""", """
            System.Console.WriteLine($"class {Lib.TinyCrossbar.Classify(new float[] { 0, 1, 0, 0 }).Index}");
            """);
        var plain = Path.Combine("..", "Plain", "Plain.csproj");
        app.DotNet("restore", plain).Succeeded();

        // Each project compiles its own, both at the same time; a project that only refers to one compiles nothing.
        Assert.Equal(2, Build(mode));
        Assert.Equal(0, Build("-graph", "-isolate"));
        Assert.Contains("class 1", app.DotNet("run", "--no-build", "--project", plain).Succeeded().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(app.At("..", "Plain", "obj", "crossbar")));

        // What one of them changes, the other does not see.
        app.SetItems(Model.Replace("/>", "AdcBits=\"6\" />", StringComparison.Ordinal) + """<ProjectReference Include="../Lib/Lib.csproj" />""");
        Assert.Equal(1, Build(mode));

        // What is gone of it is made again.
        if (mode == "-graph")
        {
            foreach (var name in (string[])["App", "Lib"])
                Directory.Delete(app.At("..", name, "obj", "crossbar"), recursive: true);
            Assert.Equal(2, Build(mode));
        }

        int Build(params string[] arguments) => app.DotNet(["build", plain, "--no-restore", "-v:minimal", .. arguments]).Succeeded().Compiles;

        void Project(string name, string properties, string items, string program)
        {
            var folder = Directory.CreateDirectory(app.At("..", name)).FullName;
            File.WriteAllText(Path.Combine(folder, name + ".csproj"), ConsumerProject.ProjectText("net10.0", properties, items));
            File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        }
    }
}
