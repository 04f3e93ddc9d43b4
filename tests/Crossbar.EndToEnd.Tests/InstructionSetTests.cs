using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>For which processors a program is compiled ahead of time.</summary>
public sealed class InstructionSetTests(InstructionSetTests.Programs programs) : IClassFixture<InstructionSetTests.Programs>
{
    [Theory]
    [InlineData("linux-x64", "x86-64-v3")]
    [InlineData("linux-arm64", "")]
    [InlineData("linux-x64", "native", "-p:IlcInstructionSet=native")]
    public void The_instruction_set_is_chosen_where_the_user_has_not_chosen(string runtime, string expected, params string[] more) => AssertChosen(runtime, expected, more);

    [Theory]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData("win-x64", "x86-64-v3")]
    [InlineData("android-x64", "")]
    [InlineData("linux-x64", "", "-p:PublishAot=false")]
    public void So_it_is_on_other_systems_and_not_without_a_compilation_ahead_of_time(string runtime, string expected, params string[] more) => AssertChosen(runtime, expected, more);

    private void AssertChosen(string runtime, string expected, string[] more) => Assert.All(
        programs.ProjectFiles, project => Assert.Equal(expected, programs.InstructionSet([project, "-p:PublishAot=true", "-p:RuntimeIdentifier=" + runtime, .. more])));

    /// <summary>A model's own project and a program that has the model's class from it as from a library, restored once for all tests.</summary>
    public sealed class Programs : IDisposable
    {
        private readonly ConsumerProject _app = new();

        public Programs()
        {
            var program = _app.At("..", "Program", "Program.csproj");
            Directory.CreateDirectory(Path.GetDirectoryName(program)!);
            File.WriteAllText(program, ConsumerProject.ProjectText("net10.0", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../App/App.csproj" />"""));
            // The library with it.
            _app.DotNet("restore", program).Succeeded();
            ProjectFiles = [_app.ProjectFile, program];
        }

        /// <summary>Both.</summary>
        public IReadOnlyList<string> ProjectFiles { get; }

        /// <summary>What MSBuild says for a project and properties.</summary>
        public string InstructionSet(params string[] arguments) => _app.DotNet(["msbuild", "-getProperty:IlcInstructionSet", .. arguments]).Succeeded().Output.Trim();

        public void Dispose() => _app.Dispose();
    }
}
